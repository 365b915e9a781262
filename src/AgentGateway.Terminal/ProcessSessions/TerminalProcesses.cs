using AgentGateway.Posix;

namespace AgentGateway.Terminal.ProcessSessions;

/// <summary>
/// The processes in a terminal, as /proc shows them at this moment. Null where they cannot be seen.
/// </summary>
public static class TerminalProcesses
{
    private const string SandboxName = "bwrap";

    /// <summary>The foreground process group, which gets the keys that a person types.</summary>
    public static int? Foreground(int leader) =>
        ProcessRow.Read(leader) is { ForegroundGroupId: > 1 and var group } ? group : null;

    /// <summary>The name of a process, at most 15 characters.</summary>
    public static string? NameOf(int processId) => ReadText($"/proc/{processId}/comm")?.TrimEnd('\n');

    /// <summary>The working directory of a process.</summary>
    public static string? DirectoryOf(int processId)
    {
        try
        {
            return new FileInfo($"/proc/{processId}/cwd").LinkTarget;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The program that a terminal was started with, without the programs that wrap it.</summary>
    /// <param name="leader">The terminal's first process.</param>
    /// <param name="isWrapped">
    /// Whether that is a shell that only waits for the program, as the backend tmux has it.
    /// </param>
    public static int? Program(int leader, bool isWrapped)
    {
        var rows = ProcessRow.OfSession(leader);
        int? program = isWrapped ? ChildOf(rows, leader) : leader;
        while (program is { } id && NameOf(id) == SandboxName) program = ChildOf(rows, id);
        return program;
    }

    /// <summary>
    /// Whether a shell waits for a command: it has the terminal, sleeps, and nothing that it started is in front with
    /// it.
    /// </summary>
    /// <param name="shell">From <see cref="Program"/>.</param>
    public static bool IsShellWaiting(int leader, int shell) =>
        ProcessRow.Read(shell) is { State: 'S', GroupId: var group }
        && Foreground(leader) == group
        && !ProcessRow.OfSession(leader).Any(row => row.ParentId == shell && row.GroupId == group && !row.IsZombie);

    /// <summary>The oldest child that runs.</summary>
    private static int? ChildOf(List<ProcessRow> rows, int parent) =>
        rows.Where(row => row.ParentId == parent && !row.IsZombie).MinBy(row => row.StartTicks)?.Id;

    private static string? ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
