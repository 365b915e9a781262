using System.Globalization;
using System.Runtime.InteropServices;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>A process as the system lists it. Its start tells it from a later one with the same number.</summary>
internal sealed partial record RunningProcess(int Id, int ParentId, long StartTicks)
{
    private const int Terminate = 15;
    private const int Kill = 9;

    /// <summary>All that run now; those that have ended and wait for somebody to take note are left out.</summary>
    public static List<RunningProcess> All()
    {
        var all = new List<RunningProcess>();
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Read(id) is { } process)
                all.Add(process);
        return all;
    }

    /// <summary>The process and all that it started, directly or not.</summary>
    public static List<RunningProcess> TreeOf(int id)
    {
        var all = All();
        var tree = all.Where(process => process.Id == id).ToList();
        for (var at = 0; at < tree.Count; at++) tree.AddRange(all.Where(process => process.ParentId == tree[at].Id));
        return tree;
    }

    public bool IsRunning() => Read(Id)?.StartTicks == StartTicks;

    /// <summary>Asks it to end, which lets it take away what it must not leave behind: git its locks.</summary>
    public void Ask() => Send(Terminate);

    public void End() => Send(Kill);

    private void Send(int signal)
    {
        if (Id > 1 && IsRunning()) _ = SendSignal(Id, signal);
    }

    private static RunningProcess? Read(int id)
    {
        try
        {
            // The name in brackets may have anything in it; what follows the last bracket is state, parent, … and the start as the 20th.
            var text = File.ReadAllText($"/proc/{id}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : new(id, int.Parse(fields[1], CultureInfo.InvariantCulture), long.Parse(fields[19], CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int processId, int signal);
}
