using AgentGateway.Posix;

namespace AgentGateway.Terminal.ProcessSessions;

/// <summary>
/// The members of process sessions for many that ask at once, as where all sessions are ended: one look at all processes
/// answers all of them.
/// </summary>
internal static class ProcessTable
{
    private static readonly SharedLook<ILookup<int, ProcessRow>> All = new(
        static () => Task.FromResult(ProcessRow.All().ToLookup(row => row.SessionId)));

    /// <summary><see cref="ProcessRow.OfSession"/> by a look that begins after this call.</summary>
    public static async Task<IReadOnlyList<ProcessRow>> OfSessionAsync(int sessionId)
    {
        try
        {
            return [.. (await All.LookAsync())[sessionId]];
        }
        catch (IOException)
        {
            // No descriptor is left to look with.
            return ProcessRow.OfSession(sessionId);
        }
    }
}
