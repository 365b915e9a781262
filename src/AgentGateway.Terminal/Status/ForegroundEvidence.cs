namespace AgentGateway.Terminal.Status;

/// <summary>
/// Evidence from the program that has the terminal. Pure. A shell with a line editor switches the terminal to single
/// keys while it waits, which is certain; one that runs a command does not have the terminal. A program that reads
/// single keys waits or works, which only its screen can tell.
/// </summary>
public static class ForegroundEvidence
{
    private const double Certain = 0.9;
    private const double Likely = 0.6;

    /// <summary>Programs that show lines of others and ask nothing, also where the last line is not complete.</summary>
    private static readonly string[] Followers = ["tail", "journalctl", "dmesg"];

    /// <param name="at">When the screen last changed.</param>
    /// <returns>Null when nothing can be concluded.</returns>
    public static StatusEvidence? Of(FrontLook look, StatusScreen screen, DateTimeOffset at)
    {
        var name = look.Program.Name.Name;
        if (!look.Program.IsShell)
            return look is { IsKeyByKey: false, IsFullScreen: false }
                ? Working($"{name} is in front", Likely, at)
                : null;
        if (!look.IsInputTaken) return Working($"{name} has not taken the last line yet", Certain, at);
        if (!look.IsShellWaiting) return Working($"{name} runs a command", Likely, at);
        var hasEditor = ShellArguments.HaveEditor(name, look.Program.Name.Arguments);
        return (hasEditor, look.IsKeyByKey) switch
        {
            // Between the end of a line and the start of its command the terminal is still in the mode of the editor,
            // but the prompt is gone.
            (not false, true) when screen.CursorLine.Length > 0 =>
                new(SessionStatus.Idle, EvidenceSource.Front, $"{name} waits at its prompt", at) { Weight = Certain },
            (true, false) => Working($"{name} runs a command of its own", Likely, at),
            _ => null,
        };
    }

    /// <summary>Whether the text on the line of the cursor may be a prompt that only its look tells.</summary>
    public static bool MayPrompt(FrontLook look) =>
        look is { Program.IsShell: true, IsShellWaiting: true, IsInputTaken: true, IsKeyByKey: not true }
        && ShellArguments.HaveEditor(look.Program.Name.Name, look.Program.Name.Arguments) != true;

    /// <summary>
    /// Whether the rules for unknown programs hold: the screen is not that of a program that is known, nor a shell's
    /// prompt, nor a log that is followed.
    /// </summary>
    public static bool MayAsk(FrontLook look) =>
        !look.IsFullScreen
        && (look.Program.IsShell
            ? look.IsKeyByKey != true
            : !look.Program.IsKnown && !Followers.Contains(look.Program.Name.Name));

    private static StatusEvidence Working(string reason, double weight, DateTimeOffset at) =>
        new(SessionStatus.Working, EvidenceSource.Front, reason, at) { Weight = weight };
}
