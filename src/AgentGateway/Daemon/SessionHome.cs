using AgentGateway.Data;
using AgentGateway.Runtime.Sessions;

namespace AgentGateway.Daemon;

/// <summary>The directories and the tmux socket of the terminal sessions of a data directory.</summary>
internal static class SessionHome
{
    /// <param name="hookBase">The address at which hooks reach the daemon, once HTTP listens.</param>
    public static SessionPaths Of(
        DataDirectory data, IReadOnlyDictionary<string, string> environment, Func<Uri?> hookBase)
    {
        // Where every path for the socket is too long, this path is used: a session in tmux is then refused, and the
        // refusal names the path.
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
        return new(data.In("sessions"), socket, data.Secrets, hidden, environment) 
        {
            HookBase = hookBase, OwnsProcess = true,
        };
    }

    private static string SocketDirectory(DataDirectory data) =>
        SocketPath.Choose(data).IsRejected(out _, out var socket) ? data.Path : Path.GetDirectoryName(socket)!;
}
