using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Faults;

/// <summary>
/// kill -9 while calls wait for permission, are decided, begin, run and end, and while questions wait, again and again
/// on one data directory. AGENTGATEWAY_ASK_KILLS says how often (default 10), AGENTGATEWAY_KILL_SEED repeats a run's
/// choices.
/// </summary>
public sealed class RequestKillTests(ITestOutputHelper output) : IDisposable
{
    private const int TurnsOfRound = 3;
    private const int MillisecondsMax = 900;

    private readonly TemporaryFolder _folder = new();
    private readonly int _rounds = Number("AGENTGATEWAY_ASK_KILLS", 10);
    private readonly int _seed = Number("AGENTGATEWAY_KILL_SEED", Environment.ProcessId);

    [Fact]
    public async Task What_was_approved_runs_once_and_no_turn_is_stuck()
    {
        var random = new Random(_seed);
        await using var model = new ScriptedModel();
        var load = new RequestLoad(_folder["ran"], random);
        string? token = null;
        for (var round = 0; round < _rounds; round++)
        {
            await using var daemon = await model.StartDaemonAsync(_folder["data"]);
            token ??= (await Agw.RunAsync(
                "token", "create", "approver", "--approve", "R3", "--data", daemon.Data)).Succeeded()
                .Trim();
            var seen = load.Decisions;
            var deciding = load.DecideAsync(daemon, token, () => false);
            await using (var client = await McpClient.ConnectAsync(
                daemon, ConnectionKind.HttpModern)) await load.AskAsync(client, TurnsOfRound);
            // At a random moment, or in the very moment of a decision.
            if (random.Next(2) == 0)
                await Task.Delay(random.Next(MillisecondsMax), TestContext.Current.CancellationToken);
            else await Eventually.TrueAsync(() => Task.FromResult(load.Decisions > seen), "a decision is made");
            await daemon.KillAsync();
            await deciding;
        }

        await using (var last = await model.StartDaemonAsync(_folder["data"]))
        {
            await using var client = await McpClient.ConnectAsync(last, ConnectionKind.HttpModern);
            var ended = false;
            var deciding = load.DecideAsync(last, token!, () => Volatile.Read(ref ended));
            await Eventually.TrueAsync(() => load.HaveEndedAsync(client), "all turns end");
            Volatile.Write(ref ended, true);
            await deciding;
            output.WriteLine(
                $"seed {_seed}: {_rounds} kills, {load.Calls} calls, {load.Decisions} decisions acknowledged; "
                    + $"{await load.AssertAsync(client)}");
            await last.StopAsync();
        }

        (await Agw.RunAsync("journal", "verify", "--data", _folder["data"])).Succeeded();
    }

    public void Dispose() => _folder.Dispose();

    private static int Number(
        string variable, int otherwise) =>
            int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : otherwise;
}
