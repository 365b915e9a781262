using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Sessions.Tools;

/// <summary>What calls touch that give input to the program of a session.</summary>
internal static class SessionFacts
{
    /// <summary>A line that could run something; null for a blank one.</summary>
    public static string? LineOf(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    /// <summary>
    /// The same facts for input to a session. The text is not judged, because the program can do no more than the
    /// session's sandbox lets it; in an open session it may do all that the user may. A session that does not exist is
    /// refused by the tool itself.
    /// </summary>
    public static CallFacts In(this CallFacts facts, SessionService sessions, string session)
    {
        if (sessions.DirectoryOf(session) is not { } found) return CallFacts.None;
        return facts with
        {
            Line = found.Profile == SandboxProfile.Open ? facts.Line : null,
            Session = found.Session,
            Directory = found.Now,
            Sandbox = found.Profile,
            MayBeRemembered = false,
        };
    }
}
