using AgentGateway.Terminal.ProcessSessions;

namespace AgentGateway.Terminal.Status;

/// <summary>The program that has a terminal, found among the processes that are in front. Pure.</summary>
/// <param name="ProcessId">Its process.</param>
/// <param name="Patterns">Null when the program is not known.</param>
public sealed record FrontProgram(int ProcessId, ProgramName Name, ProgramPatterns? Patterns)
{
    /// <summary>Programs that wait for the program that they have started.</summary>
    private static readonly string[] Wrappers =
    [
        "bwrap", "prlimit", "unshare", "nsenter", "env", "npx", "npm", "pnpm", "yarn", "bunx", "uvx", "sudo", "doas",
        "nice", "ionice", "timeout", "stdbuf", "time", "nohup", "setsid", "script", "unbuffer", "strace", "xvfb-run",
        "dbus-run-session", "agw",
    ];

    /// <summary>Whether it is a shell that reads lines, and not one that runs a script.</summary>
    public bool IsShell => Patterns?.Kind == ProgramKind.Shell && ShellArguments.ReadLines(Name.Arguments);

    /// <summary>Whether the screen is that of the program, so that its patterns hold.</summary>
    public bool IsKnown => Patterns is not null && (Patterns.Kind != ProgramKind.Shell || IsShell);

    /// <summary>
    /// A known program is what a person sees, however it was started. Without one it is a shell that reads lines, else
    /// the first that is no wrapper.
    /// </summary>
    /// <param name="front">Each after its parent.</param>
    public static FrontProgram? Of(IReadOnlyList<FrontProcess> front, PatternSet patterns)
    {
        var programs = front.Select(process => (process.Id, Name: ProgramName.Of(process.Words)))
            .Where(process => process.Name is not null)
            .Select(process => new FrontProgram(process.Id, process.Name!, patterns.Find(process.Name!)))
            .ToList();
        return programs.FirstOrDefault(program => program is { IsKnown: true, IsShell: false })
            ?? programs.FirstOrDefault(program => program.IsShell)
            ?? programs.FirstOrDefault(program => !program.IsWrapper)
            ?? programs.LastOrDefault();
    }

    /// <summary>A shell that is in front and reads no lines runs a script, and its programs come after it.</summary>
    private bool IsWrapper => Patterns?.Kind == ProgramKind.Shell || Wrappers.Contains(Name.Name);
}
