using AgentGateway.Domain.Sessions;
using AgentGateway.Posix;
using AgentGateway.Terminal.ProcessSessions;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Tells whether a session's shell waits for a line. A shell with a line editor switches the terminal to single keys
/// while it waits, and back before it runs a command. A shell without one is recognised by its prompt, once nothing
/// more is printed.
/// </summary>
internal sealed class ShellLinePrompt(LiveSession live, ShellLineReader shell, bool isWrapped)
{
    private const int TailBytesMax = 256;

    /// <summary>The shell's process, while the last look found it waiting.</summary>
    private int? _shellId;

    /// <summary>Whether the last answer rests on the terminal's mode, which is certain.</summary>
    public bool IsSure { get; private set; }

    /// <param name="isQuiet">Nothing has been printed for a while.</param>
    /// <param name="expected">The shell's prompt; null while it is unknown, when any text may be it.</param>
    public bool IsShown(bool isQuiet, byte[]? expected)
    {
        IsSure = false;
        if (live is not { Terminal: { } terminal, Phase: SessionPhase.Program, Ended.IsCompleted: false }) return false;
        var leader = terminal.Child.ProcessId;
        if ((_shellId ?? TerminalProcesses.Program(leader, isWrapped)) is not { } shellId) return false;
        // While a sandbox starts, another process stands in the shell's place; so only a shell that waited is kept.
        _shellId = null;
        IsSure = shell.HasEditor != false && LineMode.IsKeyByKey(shellId) == true;
        if (!IsSure && (shell.HasEditor == true || !isQuiet || !EndsWith(Tail(), expected))) return false;
        if (!TerminalProcesses.IsShellWaiting(leader, shellId)) return false;
        _shellId = shellId;
        return true;
    }

    /// <summary>The output after its last line feed, with the echo that is not recorded.</summary>
    public byte[] Tail()
    {
        var buffer = new byte[TailBytesMax];
        var read = live.Ring.Read(Math.Max(live.RunOffset, live.Ring.End - TailBytesMax), buffer);
        byte[] tail = [.. buffer.AsSpan(0, read.Count), .. live.Echo.Withheld()];
        return tail[(Array.LastIndexOf(tail, (byte)'\n') + 1)..];
    }

    private static bool EndsWith(
        byte[] tail, byte[]? expected) => expected is null ? tail.Length > 0 : tail.AsSpan().SequenceEqual(expected);
}
