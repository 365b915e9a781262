using AgentGateway.Data;
using AgentGateway.Runtime.Sessions;

namespace AgentGateway;

/// <summary>The paths of this data directory's terminal sessions.</summary>
internal static class SessionHome
{
    /// <param name="hookBase">Where hooks reach the daemon, once HTTP listens.</param>
    public static SessionPaths Of(
        DataDirectory data, IReadOnlyDictionary<string, string> environment, Func<Uri?> hookBase)
    {
        // Without a place for its socket tmux is refused when it is asked for, with the path that is too long.
        var socket = SocketPath.ChooseTmux(data).IsRejected(out _, out var chosen) ? data.In("tmux.sock") : chosen;
        string[] hidden =
        [
            .. new[]
            {
                data.Path,
                Path.GetDirectoryName(socket)!,
                SocketDirectory(data),
            }.Distinct(StringComparer.Ordinal),
        ];
        return new(data.In("sessions"), socket, data.Secrets, hidden, environment) { HookBase = hookBase };
    }

    private static string SocketDirectory(DataDirectory data) =>
        SocketPath.Choose(data).IsRejected(out _, out var socket) ? data.Path : Path.GetDirectoryName(socket)!;
}
