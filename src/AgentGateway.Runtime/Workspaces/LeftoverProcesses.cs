using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>
/// Ends the programs that a daemon which died was making a workspace with: they would go on writing into what is made anew. Only they
/// have the mark of that workspace in their environment.
/// </summary>
internal static class LeftoverProcesses
{
    /// <summary>The variable that has the mark.</summary>
    public const string Variable = "AGW_PREPARING";

    private const int RoundsMax = 20;

    public static void End(string mark)
    {
        // A program may start another while it is being ended, so it is looked again until there is none.
        for (var round = 0; round < RoundsMax && Marked($"{Variable}={mark}") is { Count: > 0 } found; round++)
            foreach (var id in found)
                End(id);
    }

    private static List<int> Marked(string entry)
    {
        var found = new List<int>();
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(directory), out var id) && id != Environment.ProcessId && Has(directory, entry))
                found.Add(id);
        return found;
    }

    private static bool Has(string directory, string entry)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(directory + "/environ")).Split('\0').Contains(entry, StringComparer.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Ended, or somebody else's.
            return false;
        }
    }

    private static void End(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            process.WaitForExit(TimeSpan.FromSeconds(1));
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has ended by itself.
        }
    }
}
