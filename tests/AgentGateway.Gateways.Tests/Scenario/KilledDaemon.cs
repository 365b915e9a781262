using System.Diagnostics;

namespace AgentGateway.Gateways.Tests.Scenario;

/// <summary>The program itself, connected to a platform, which a test kills.</summary>
internal static class KilledDaemon
{
    /// <summary>Starts it, and waits until the platform has seen it connect.</summary>
    public static async Task<Process> StartAsync(KilledPlatform platform, string data, HeldModel? model = null)
    {
        var start = Agw.Start("serve", "--data", data, "--url", "http://127.0.0.1:0");
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = false;
        platform.Configure(start);
        model?.Configure(start);
        var daemon = Process.Start(start)!;
        await UntilKilledAsync(daemon, platform.ConnectedAsync, onlyIfItFails: true);
        return daemon;
    }

    /// <summary>Kills the program after that was done, whatever came of it.</summary>
    public static async Task UntilKilledAsync(Process daemon, Func<Task> work, bool onlyIfItFails = false)
    {
        var isDone = false;
        try
        {
            await work();
            isDone = true;
        }
        finally
        {
            if (!isDone || !onlyIfItFails)
            {
                daemon.Kill();
                await daemon.WaitForExitAsync(Limits.Soon());
            }
        }
    }
}
