using AgentGateway.Process.Tests.Faults;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Tasks;

namespace AgentGateway.Process.Tests.Security;

/// <summary>On a machine without bubblewrap nothing runs unasked, by whichever way it comes.</summary>
public sealed class NoSandboxTests
{
    /// <summary>Fewer than one requester may have asked at once.</summary>
    private const int Tried = 3;

    [Fact]
    public async Task Each_command_of_a_client_or_an_offline_agent_waits_for_a_person()
    {
        await using var daemon = await AttackedDaemon.StartAsync(path: folder => Programs.PathWithout("bwrap", folder));
        await using var attacks = daemon.Attacks("work");
        var lines = new Queue<string>(attacks.All.Select(attack => attack.Line));
        var client = daemon.Client;
        var open = (await Agw.RunAsync(
            "session", "create", "--data", daemon.Daemon.Data, "--directory", attacks.Work, "--", "bash")).Succeeded()
                .Trim();
        for (var count = 0; count < Tried; count++)
        {
            await RefusedAsync("session_run", new { command = lines.Dequeue(), directory = attacks.Work });
            await RefusedAsync(
                "session_create", new { command = "bash", args = new[]
                {
                    "-c",
                    lines.Dequeue(),
                }, directory = attacks.Work });
            await RefusedAsync("session_send", new { session_id = open, text = lines.Dequeue(), submit = true });
            await RefusedAsync("session_enqueue", new { session_id = open, command = lines.Dequeue() });
            var task = await client.StandsAsync(await client.CreateTaskAsync(
                new { title = "attack", command = lines.Dequeue(), directory = attacks.Work }));
            Assert.Equal(("waiting", "approval"), (task.Status(), task["waiting_for"].String()));
            var sent = await client.SendAsync(
                await client.NewThreadAsync(workspace: attacks.Work), $"/run {lines.Dequeue()}");
            Assert.Equal("waiting", sent.Text("status"));
            Assert.StartsWith("apr_", Assert.Single(sent.List("waiting_for")).String());
        }

        Assert.Empty(attacks.Ran());
        await attacks.HaveNoEffectAsync("");

        async Task RefusedAsync(string tool, object arguments) =>
            Assert.Equal("approval_required", (await client.TryAsync(tool, arguments)).RefusedWith());
    }

    [Fact]
    public async Task Each_command_of_a_model_waits_for_a_person()
    {
        await using var model = new ScriptedModel();
        await using var daemon = await AttackedDaemon.StartAsync(
            model, folder => Programs.PathWithout("bwrap", folder));
        await using var attacks = daemon.Attacks("work");
        foreach (var attack in attacks.All.Take(Tried))
        {
            var sent = await daemon.Client.SendAsync(
                await daemon.Client.NewThreadAsync(workspace: attacks.Work),
                ScriptedModel.Calls(($"call_{attack.Number}", "run_command", new { command = attack.Line })));
            Assert.Equal("waiting", sent.Text("status"));
            Assert.StartsWith("apr_", Assert.Single(sent.List("waiting_for")).String());
        }

        Assert.Empty(attacks.Ran());
        await attacks.HaveNoEffectAsync("");
    }
}
