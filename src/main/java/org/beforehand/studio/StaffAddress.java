package org.beforehand.studio;

import org.jspecify.annotations.Nullable;

/**
 * Where a member of staff gets mail.
 *
 * @param name of the member
 * @param email null where they gave none
 * @param verified whether they showed that they read what comes there
 */
public record StaffAddress(String name, @Nullable String email, boolean verified) {}
