using System.Globalization;
using System.Text;
using AgentGateway.Posix;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.ProcessSessions;

namespace AgentGateway.Terminal.Tmux;

/// <summary>A terminal as tmux lists it.</summary>
/// <param name="Name">
/// What we named it, wherever a person has put it since; else the name of the tmux session that it is in.
/// </param>
/// <param name="IsOurs">Whether we named it; one that a daemon before that started has only its session's name.</param>
internal sealed record TmuxPane(
    string Name, string PaneId, int ProcessId, string TtyPath, TerminalSize Size, bool IsDead, TerminalExit? Exit,
    bool IsOurs)
{
    /// <summary>
    /// The order in which <see cref="Parse"/> reads; the name comes last because one that another program gave may hold
    /// anything. The exit is known when tmux has taken note of its child; the pane is dead when its output has gone
    /// through the pipe. Either may come first.
    /// </summary>
    public const string Format =
        "#{pane_id} #{pane_pid} #{pane_tty} #{pane_width} #{pane_height} #{pane_dead} s#{pane_dead_status} "
            + "k#{pane_dead_signal} n#{" + NameOption + "} #{session_name}";

    /// <summary>
    /// An option of the pane, which it keeps when a person renames its session or moves it to another one.
    /// </summary>
    private const string NameOption = "@agw-name";

    public static TerminalExit UnknownExit { get; } = new(null, null, "tmux does not know how it ended", []);

    private const int ShellSignal = 128;
    private const int SignalMax = 31;

    /// <summary>Null for a line that is not of <see cref="Format"/>.</summary>
    public static TmuxPane? Parse(byte[] line)
    {
        var fields = Encoding.UTF8.GetString(line).Split(' ', 10);
        if (fields.Length < 10 || Number(fields[1]) is not { } processId || Number(fields[3]) is not { } columns
            || Number(fields[4]) is not { } rows) return null;
        var exit = (Number(fields[6][1..]), Number(fields[7][1..])) switch
        {
            (null, null) => null,
            (_, { } signal) => new TerminalExit(null, signal, null, []),
            (> ShellSignal and <= ShellSignal + SignalMax and var code, null) =>
                new TerminalExit(null, code - ShellSignal, null, []),
            ({ } code, null) => new TerminalExit(code, null, null, []),
        };
        var given = fields[8][1..];
        return new TmuxPane(
            given.Length > 0 ? given : fields[9], fields[0], processId, fields[2], new TerminalSize(columns, rows),
            fields[5] == "1", exit, given.Length > 0);
    }

    /// <summary>Names the pane that the target leads to.</summary>
    public static string NameCommand(string target, string name) =>
        TmuxText.Command("set", "-p", "-t", target, NameOption, name);

    /// <summary>
    /// Removes the pane wherever it is, and what a person may have added to the session that we made for it. Both are one
    /// sequence, so that a terminal that is started under that name afterwards is not meant.
    /// </summary>
    public static IReadOnlyList<string> RemoveCommands(string paneId, string name) =>
    [
        TmuxText.Command("kill-pane", "-t", paneId),
        TmuxText.Command("kill-session", "-t", "=" + name),
    ];

    /// <summary>Whether its program has ended and tmux has not taken note yet.</summary>
    public bool IsUnnoticed => Exit is null && (ProcessRow.Read(ProcessId) is null or { IsZombie: true });

    /// <summary>
    /// tmux 3.3a at times misses that a child ended while it was starting another one, and takes note at the next such
    /// signal only.
    /// </summary>
    public void RemindServer()
    {
        if (ProcessRow.Read(ProcessId) is { IsZombie: true, ParentId: > 1 and var server })
            Signals.Send(server, Signals.ChildEnded);
    }

    public ExistingTerminal ToExisting()
    {
        var exit = Exit ?? (IsDead ? UnknownExit : null);
        return new ExistingTerminal(Name, exit is null ? ChildIdentity.Of(ProcessId, null) : null, Size, exit);
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
