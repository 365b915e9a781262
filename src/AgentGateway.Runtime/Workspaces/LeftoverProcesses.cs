using System.Text;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>
/// Ends the programs with which a daemon that died was making a workspace, because they would go on writing into the
/// new one. They are found by the mark of that workspace in their environment.
/// </summary>
internal static class LeftoverProcesses
{
    /// <summary>The variable that has the mark.</summary>
    public const string Variable = "AGW_PREPARING";

    private const int RoundsMax = 20;

    /// <summary>Asks them to end, and makes them.</summary>
    public static async Task EndAsync(string mark, TimeProvider time, CancellationToken cancellationToken)
    {
        // A program may start another while it is being ended, so the search is repeated until it finds none.
        for (var round = 0; round < RoundsMax && Marked($"{Variable}={mark}") is { Count: > 0 } found; round++)
            await ProgramRun.EndAsync(found, time, cancellationToken);
    }

    private static List<RunningProcess> Marked(string entry) =>
        [.. RunningProcess.All().Where(process => process.Id != Environment.ProcessId && Has(process.Id, entry))];

    private static bool Has(int id, string entry)
    {
        try
        {
            return Encoding.UTF8.GetString(
                File.ReadAllBytes($"/proc/{id}/environ")).Split('\0').Contains(entry, StringComparer.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The process has ended, or belongs to another user.
            return false;
        }
    }
}
