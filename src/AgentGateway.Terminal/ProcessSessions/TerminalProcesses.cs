using System.Globalization;
using AgentGateway.Posix;

namespace AgentGateway.Terminal.ProcessSessions;

/// <summary>
/// The processes in a terminal, as /proc shows them at this moment. Null where they cannot be seen.
/// </summary>
public static class TerminalProcesses
{
    private const string SandboxName = "bwrap";
    private const int FrontProcessesMax = 64;
    private const int CommandLineCharactersMax = 4_096;

    /// <summary>The foreground process group, which gets the keys that a person types.</summary>
    public static int? Foreground(int leader) =>
        ProcessRow.Read(leader) is { ForegroundGroupId: > 1 and var group } ? group : null;

    /// <summary>
    /// The processes of the foreground group, each after its parent. A wrapper, such as <c>npx</c> or the shell of the
    /// backend tmux, is in one group with the program that it waits for, so its program comes after it.
    /// </summary>
    public static IReadOnlyList<FrontProcess> InFront(int leader)
    {
        if (Foreground(leader) is not { } group) return [];
        var found = new List<FrontProcess>();
        var next = new Queue<int>(FirstOf(group, leader));
        while (found.Count < FrontProcessesMax && next.TryDequeue(out var id))
        {
            if (ProcessRow.Read(id) is not { IsZombie: false } row || row.GroupId != group) continue;
            if (found.Any(process => process.Id == id)) continue;
            found.Add(new(id, WordsOf(id)));
            foreach (var child in ChildrenOf(id)) next.Enqueue(child);
        }

        return found;
    }

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
        && !ChildrenOf(shell).Any(
            child => ProcessRow.Read(child) is { IsZombie: false } row && row.GroupId == group);

    /// <summary>The oldest child that runs.</summary>
    private static int? ChildOf(List<ProcessRow> rows, int parent) =>
        rows.Where(row => row.ParentId == parent && !row.IsZombie).MinBy(row => row.StartTicks)?.Id;

    /// <summary>
    /// The leader of a group; where it has ended, as the first program of a pipe may have, all members that remain.
    /// </summary>
    private static IEnumerable<int> FirstOf(int group, int leader) =>
        ProcessRow.Read(group) is { IsZombie: false }
            ? [group]
            : ProcessRow.OfSession(leader).Where(row => row.GroupId == group).OrderBy(row => row.StartTicks)
                .Select(row => row.Id);

    /// <summary>
    /// The children that any thread of a process has started. A kernel that does not tell them is asked for all
    /// processes instead.
    /// </summary>
    private static IEnumerable<int> ChildrenOf(int processId)
    {
        if (!File.Exists($"/proc/{processId}/task/{processId}/children"))
            return [.. ProcessRow.All().Where(row => row.ParentId == processId).Select(row => row.Id)];
        var children = new List<int>();
        foreach (var thread in ThreadsOf(processId))
            foreach (var word in (ReadText($"{thread}/children") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var child))
                    children.Add(child);
        return children;
    }

    private static string[] ThreadsOf(int processId)
    {
        try
        {
            return Directory.GetDirectories($"/proc/{processId}/task");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string[] WordsOf(int processId)
    {
        var text = ReadText($"/proc/{processId}/cmdline") ?? "";
        if (text.Length > CommandLineCharactersMax) text = text[..CommandLineCharactersMax];
        return text.TrimEnd('\0', ' ').Split('\0');
    }

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
