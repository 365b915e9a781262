using AgentGateway.Posix;

namespace AgentGateway.Terminal.Tests.Support;

internal static class ProcessWatch
{
    /// <summary>Whether the process runs; one that only waits to be taken note of does not.</summary>
    public static bool IsAlive(int id) => ProcessRow.Read(id) is { IsZombie: false };

    /// <summary>Waits until the process has ended, however that happens.</summary>
    public static async Task WaitForEndAsync(int id)
    {
        using var loop = new ReadinessLoop();
        using var file = PolledFile.TryOfProcess(loop, id);
        if (file is not null) await file.WhenReadyAsync(CancellationToken.None).WaitAsync(Listener.Limit);
    }
}
