using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Sessions.Tools;

/// <summary>What calls touch that give a line to the program of a session.</summary>
internal static class SessionFacts
{
    /// <summary>A line that could run something; null for a blank one.</summary>
    public static string? LineOf(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    /// <summary>
    /// The same facts for a line that a session is given: it runs in the directory in which the session's program is
    /// now. The workspace of a direct call is the directory in which the session was started. For a turn or a task it
    /// stays its own, and the session counts as the sandbox, because starting the session was judged.
    /// </summary>
    public static CallFacts In(this CallFacts facts, SessionService sessions, string session, ToolRequest request)
    {
        var found = sessions.DirectoryOf(session);
        if (request.Requester is not null && facts.Line is null) return facts;
        facts = facts with { Session = found?.Session ?? session, Directory = found?.Now ?? request.Workspace };
        return request.Requester is null
            ? facts with { Workspace = found?.Started }
            : facts with { Sandbox = $"session {session}" };
    }
}
