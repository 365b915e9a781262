using AgentGateway.Domain.Policy;
using AgentGateway.Posix;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Sessions.Tools;

/// <summary>What calls touch that give input to the program of a session.</summary>
internal static class SessionFacts
{
    /// <summary>A line that could run something; null for a blank one.</summary>
    public static string? LineOf(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    /// <summary>
    /// What a session is started with: a shell line, or a program without a shell. With scripts around it, all of it is
    /// judged as a shell would run it.
    /// </summary>
    public static CallFacts Of(SessionProgram program, SessionScripts scripts)
    {
        var (before, after) = (LineOf(scripts.Init), LineOf(scripts.Cleanup));
        List<string> words = [.. program.Arguments ?? []];
        if (program.Program is { } first) words.Insert(0, first);
        if (before is null && after is null)
            return program.Line is not null ? new() { Line = program.Line }
                : words.Count > 0 ? new() { Argv = words }
                : CallFacts.Once;
        var run = program.Line ?? LineOf(string.Join(' ', words.Select(ShellText.Quoted)));
        return CallFacts.Once with { Line = string.Join('\n', new[] { before, run, after }.OfType<string>()) };
    }

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
