using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.ProcessSessions;
using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Terminal.Tests.Support;

/// <summary>A process that opens terminals, says which, and then waits to be killed.</summary>
internal static class TerminalHost
{
    /// <summary>
    /// Arguments: how many terminals, and what a shell is to do in each. Prints <c>pid start boot</c> of each, then
    /// <c>ready</c>, and reads a line. After <c>full</c> it ends its terminals with one file descriptor left.
    /// </summary>
    public static async Task<int> RunAsync(string[] args)
    {
        await using var backend = new PtyBackend(TimeProvider.System);
        for (var number = 0; number < int.Parse(args[0]); number++)
        {
            var outcome = await backend.CreateAsync(
                Requests.Shell($"hosted-{number}", args[1]), CancellationToken.None);
            if (outcome is not TerminalOutcome.Ready { Terminal: var terminal })
            {
                Console.WriteLine("refused " + ((TerminalOutcome.Refused)outcome).Refusal.Code);
                continue;
            }

            await new Listener(terminal).WaitForAsync("ready");
            Console.WriteLine($"{terminal.Child.ProcessId} {terminal.Child.StartTicks} {terminal.Child.BootId}");
        }

        Console.WriteLine("ready");
        if (await Console.In.ReadLineAsync() != "full") return 0;
        // With descriptors to spare once, so that all that ending a terminal needs is loaded.
        await backend.RemoveAsync("hosted-0", StopLimits.AtOnce, CancellationToken.None);
        var taken = TakeAllDescriptors();
        taken.Pop().Dispose();
        foreach (var terminal in await backend.ListAsync(CancellationToken.None))
            await backend.RemoveAsync(terminal.Name, StopLimits.AtOnce, CancellationToken.None);
        foreach (var file in taken) file.Dispose();
        return 0;
    }

    private static Stack<SafeFileHandle> TakeAllDescriptors()
    {
        var taken = new Stack<SafeFileHandle>();
        try
        {
            while (true) taken.Push(File.OpenHandle("/dev/null"));
        }
        catch (IOException)
        {
            return taken;
        }
    }
}
