package org.beforehand;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Records every statement of every committed transaction, with its parameters, and plays them again
 * on another database: the same SQL with nothing of ours around it. That is the floor a benchmark
 * of ours is held against.
 */
final class StatementTape {

  private record Setting(Method setter, @Nullable Object[] arguments) {}

  private record Spoken(String sql, List<Setting> settings) {}

  /** The statements of one committed transaction. */
  record Take(List<Spoken> statements) {}

  private final Queue<Take> takes = new ConcurrentLinkedQueue<>();

  /** The data source, with everything that is committed through it recorded. */
  DataSource recording(DataSource source) {
    return proxy(
        DataSource.class,
        (method, arguments) -> {
          Object result = invoke(source, method, arguments);
          return result instanceof Connection connection ? recording(connection) : result;
        });
  }

  /** What was recorded, in the order of the commits. */
  List<Take> takes() {
    return List.copyOf(takes);
  }

  private Connection recording(Connection connection) {
    List<Spoken> open = new ArrayList<>();
    return proxy(
        Connection.class,
        (method, arguments) -> {
          Object result = invoke(connection, method, arguments);
          switch (method.getName()) {
            case "commit" -> {
              takes.add(new Take(List.copyOf(open)));
              open.clear();
            }
            case "rollback", "close" -> open.clear();
            case "prepareStatement" -> {
              Spoken spoken = new Spoken((String) arguments[0], new ArrayList<>());
              open.add(spoken);
              return recording((PreparedStatement) Objects.requireNonNull(result), spoken);
            }
            default -> {
              // Nothing that reaches the server.
            }
          }
          return result;
        });
  }

  private static PreparedStatement recording(PreparedStatement statement, Spoken spoken) {
    return proxy(
        PreparedStatement.class,
        (method, arguments) -> {
          if (method.getName().startsWith("set")
              && arguments.length >= 2
              && arguments[0] instanceof Integer) {
            spoken.settings().add(new Setting(method, arguments));
          }
          return invoke(statement, method, arguments);
        });
  }

  /** Plays one transaction and reads every row it gives. */
  static void play(Take take, Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    for (Spoken spoken : take.statements()) {
      try (PreparedStatement statement = connection.prepareStatement(spoken.sql())) {
        for (Setting setting : spoken.settings()) {
          invoke(statement, setting.setter(), setting.arguments());
        }
        if (statement.execute()) {
          try (ResultSet rows = statement.getResultSet()) {
            while (rows.next()) {
              // Each row crosses the wire, as it did for us.
            }
          }
        }
      } catch (SQLException e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
    connection.commit();
  }

  private interface Call {
    @Nullable Object on(Method method, Object[] arguments) throws Throwable;
  }

  @SuppressWarnings("unchecked") // the proxy implements exactly this interface
  private static <T> T proxy(Class<T> type, Call call) {
    Object[] none = {};
    return (T)
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> call.on(method, arguments == null ? none : arguments));
  }

  private static @Nullable Object invoke(Object target, Method method, @Nullable Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
