using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Sessions.Tools;

/// <summary>What calls touch that give a line to the program of a session.</summary>
internal static class SessionFacts
{
    /// <summary>A line that could run something; null for a blank one.</summary>
    public static string? LineOf(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    /// <summary>
    /// The same facts for a line that a session is given. A direct call is judged as one that works in the session's
    /// directory. For a turn or a task the line runs there too, but its own workspace stays the one that it may write
    /// to, and the session counts as the sandbox, because starting the session was judged.
    /// </summary>
    public static CallFacts In(this CallFacts facts, SessionService sessions, string session, ToolRequest request)
    {
        facts = facts with { MayBeRemembered = false };
        if (request.Requester is null) return facts with { Workspace = sessions.DirectoryOf(session) };
        if (facts.Line is null) return facts;
        var directory = sessions.DirectoryOf(session) ?? request.Workspace;
        return facts with { Directory = directory, Sandbox = $"session {session}" };
    }
}
