using AgentGateway.Terminal.Backends;

namespace AgentGateway.Terminal.Tests.Support;

/// <summary>A process that opens terminals, says which, and then waits to be killed.</summary>
internal static class TerminalHost
{
    /// <summary>
    /// Arguments: how many terminals, and what a shell is to do in each. Prints <c>pid start boot</c> of each, then
    /// <c>ready</c>.
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
        await Console.In.ReadLineAsync();
        return 0;
    }
}
