using System.CommandLine;
using System.Text;
using AgentGateway.Logging;

namespace AgentGateway.Cli.Verbs;

/// <summary><c>agw logs</c>: the daemon's log.</summary>
internal static class LogsVerb
{
    private const int LinesUsual = 100;
    private const int LookMilliseconds = 200;

    public static Command Create()
    {
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with what is written from now on" };
        var lines = new Option<int>("--lines", "-n")
        {
            Description = "How many of the newest lines",
            HelpName = "N",
            DefaultValueFactory = _ => LinesUsual,
        };
        var command = VerbContext.Command("logs",
            """
            Show the daemon's log, the newest lines last. It needs no daemon: the log is kept in the data directory.

            Examples:
              agw logs
              agw logs -f
              agw logs -n 1000 | grep -i error
            """,
            (context, parsed) => RunAsync(context, parsed.GetValue(lines), parsed.GetValue(follow)),
            hasJson: false,
            needsDaemon: false);
        command.Add(follow);
        command.Add(lines);
        return command;
    }

    private static async Task<int> RunAsync(VerbContext context, int lines, bool follow)
    {
        Screen.EndWithReader();
        var current = Path.Combine(context.Data.Logs, DaemonLog.FileName);
        // Its length is taken first: what is written meanwhile is shown once, by following.
        var shown = new FileInfo(current) is { Exists: true } file ? file.Length : 0;
        var newest = DaemonLog.Newest(context.Data.Logs, lines, shown);
        foreach (var line in newest) Screen.Line(line);
        if (newest.Count == 0 && !follow)
            Screen.Aside($"No log yet in {context.Data.Logs}: no daemon has run here. Start one: agw serve");
        while (follow)
        {
            shown = await ShowAsync(current, shown, context.CancellationToken);
            await Task.Delay(LookMilliseconds, context.CancellationToken);
        }

        return ExitCodes.Done;
    }

    /// <summary>Shows whole lines behind a place; a file that has become shorter is a new one.</summary>
    /// <returns>The place behind them.</returns>
    private static async Task<long> ShowAsync(string path, long from, CancellationToken cancellationToken)
    {
        if (!File.Exists(path)) return from;
        await using var file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length < from) from = 0;
        if (file.Length == from) return from;
        file.Position = from;
        var bytes = new byte[file.Length - from];
        await file.ReadExactlyAsync(bytes, cancellationToken);
        var end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        if (end > 0) Screen.Text(Encoding.UTF8.GetString(bytes, 0, end));
        return from + end;
    }
}
