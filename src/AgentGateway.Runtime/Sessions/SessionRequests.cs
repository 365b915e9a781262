using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Sessions;

// Requests as front ends pass them on, with unchecked text from outside. The services check every rule.

/// <param name="Command">A program, no shell; null for the user's login shell.</param>
/// <param name="Workspace">
/// A workspace's name: its directory is where the session starts, its ports are in the environment.
/// </param>
/// <param name="Directory">Null: the workspace's, else the caller's, else the home directory.</param>
/// <param name="Environment">
/// Values to set. <c>secret:NAME</c> stands for the stored secret of that name. No value is ever shown again; none is
/// stored in clear.
/// </param>
/// <param name="Backend">auto, pty or tmux; auto when null.</param>
/// <param name="Sandbox">What the program may reach.</param>
public sealed record CreateSession(
    string? Command = null,
    IReadOnlyList<string>? Args = null,
    string? Name = null,
    string? Workspace = null,
    string? Directory = null,
    IReadOnlyDictionary<string, string>? Environment = null,
    string? Backend = null,
    SandboxProfile Sandbox = SandboxProfile.Open)
{
    public RequestedSize Size { get; init; } = new();

    public SessionScripts Scripts { get; init; } = new();

    public SessionOwner Owner { get; init; } = new();

    public SessionLimits Limits { get; init; } = new();

    /// <summary>Without a terminal: its output and its errors are told apart.</summary>
    public bool Separate { get; init; }
}

/// <param name="Name">The new session's name; null for none.</param>
/// <param name="Owner">Whom it belongs to; what is null is taken from the session that is cloned.</param>
public sealed record CloneSession(string SessionId, string? Name, SessionOwner Owner);

/// <param name="All">Also those that have ended; they are listed as well where the filter has a state.</param>
/// <param name="Cursor">The <c>next_cursor</c> of the page before.</param>
public sealed record ListSessions(bool All = false, int? Limit = null, string? Cursor = null)
{
    public SessionFilter Filter { get; init; } = new();
}

/// <summary>The size of a terminal: 80 columns and 24 rows where they are null.</summary>
public sealed record RequestedSize(int? Columns = null, int? Rows = null);

/// <param name="Init">
/// A shell script that runs in the terminal before the program; the program starts only if it succeeds.
/// </param>
/// <param name="Cleanup">A shell script that runs after the program has ended, however it ended.</param>
public sealed record SessionScripts(string? Init = null, string? Cleanup = null);

/// <summary>The agent, thread and task that a session belongs to.</summary>
public sealed record SessionOwner(string? Agent = null, string? ThreadId = null, TaskId? TaskId = null);

/// <param name="Format">text or ansi; text when null.</param>
/// <param name="Scrollback">So many lines above the screen as well.</param>
/// <param name="Reveal">With secrets: only for the person at the local command line.</param>
public sealed record ReadScreen(
    string SessionId, string? Format = null, int? Scrollback = null, bool Reveal = false);

/// <param name="Offset">Null: the last <paramref name="MaxBytes"/>. A negative one counts from the end.</param>
/// <param name="Format">text or raw (base64); text when null.</param>
/// <param name="Reveal">With secrets: only for the person at the local command line.</param>
public sealed record ReadOutput(
    string SessionId, long? Offset = null, int? MaxBytes = null, string? Format = null, bool Reveal = false);

/// <param name="Since">A time (ISO 8601) or an age such as <c>10m</c>, <c>2h</c>, <c>3d</c>.</param>
/// <param name="Severity">debug, info, warning or error: that bad or worse.</param>
public sealed record SearchOutput(
    string Query, string? SessionId = null, string? Since = null, string? Severity = null, int? Limit = null)
{
    /// <summary>Only lines of these sessions.</summary>
    public SessionFilter Filter { get; init; } = new();

    /// <summary>The <c>next_cursor</c> of the page before.</summary>
    public string? Cursor { get; init; }
}

/// <param name="Submit">
/// Enter after the text; false when null, unless only text is given from a person's command line.
/// </param>
/// <param name="Raw">Bytes that are sent as they are, base64.</param>
/// <param name="WaitMilliseconds">How long to wait for the echo; the receipt tells how far it came.</param>
public sealed record SendInput(
    string SessionId,
    string? Text = null,
    IReadOnlyList<string>? Keys = null,
    bool Submit = false,
    string? Raw = null,
    int? WaitMilliseconds = null,
    bool Paste = false);

/// <param name="Command">One shell line.</param>
/// <param name="SessionId">A shell session to run it in, when it is free; null for a terminal of its own.</param>
public sealed record RunCommand(
    string Command, string? Directory = null, string? SessionId = null, double? TimeoutSeconds = null)
{
    /// <summary>
    /// The words of a program that runs without a shell, in a terminal of its own; null for the shell line. For people
    /// the line stands for them.
    /// </summary>
    public IReadOnlyList<string>? Argv { get; init; }

    /// <summary>What it may reach in a terminal of its own; a session has a sandbox already.</summary>
    public SandboxProfile Sandbox { get; init; } = SandboxProfile.Open;

    /// <summary>Whether it runs without a terminal, so that its errors are answered apart from its output.</summary>
    public bool Separate { get; init; }

    public SessionOwner Owner { get; init; } = new();
}

/// <param name="Until">pattern, quiet, status or exit.</param>
/// <param name="Offset">For a pattern: look from there; null for what comes from now on.</param>
/// <param name="TimeoutSeconds">Read as <see cref="WaitLimit.Work"/> says.</param>
public sealed record WaitForSession(
    string SessionId,
    string Until,
    string? Pattern = null,
    int? QuietMilliseconds = null,
    string? Status = null,
    double? TimeoutSeconds = null,
    long? Offset = null);

/// <param name="Command">One shell line.</param>
/// <param name="Priority">low, normal, high or urgent; normal when null.</param>
/// <param name="DependsOn">Commands of this queue (cmd_…) that must have ended before.</param>
/// <param name="When">
/// success, failure, always, or <c>exit:N</c>: how every one of <paramref name="DependsOn"/> must have ended; success
/// when null.
/// </param>
public sealed record EnqueueCommand(
    string SessionId,
    string Command,
    string? Priority = null,
    IReadOnlyList<string>? DependsOn = null,
    string? When = null);
