namespace AgentGateway.Runtime.Tests.Sessions;

public sealed class SandboxChoiceTests
{
    [Fact]
    public async Task Many_first_commands_at_once_are_all_sandboxed_or_all_not()
    {
        await using var gateway = await Gateway.StartAsync();
        if (gateway.Runtime.Sandbox.Name == "none") Assert.Skip("bubblewrap is not installed.");
        var refused = await Task.WhenAll(
            Enumerable.Range(0, 20)
                .Select(_ => Task.Run(() => gateway.Runtime.Sandbox.RefuseAsync("bwrap", Gateway.Stop))));
        if (refused[0] is { Code: "sandbox_unusable" }) Assert.Skip(refused[0]!.Message);
        Assert.All(refused, Assert.Null);
        Assert.Equal("bwrap", gateway.Runtime.Sandbox.Name);
    }

    [Fact]
    public async Task Whoever_is_cancelled_while_the_sandbox_is_tried_takes_it_from_nobody()
    {
        await using var gateway = await Gateway.StartAsync();
        var before = gateway.Runtime.Sandbox.Name;
        using var gone = new CancellationTokenSource();
        var tried = gateway.Runtime.Sandbox.RefuseAsync("bwrap", gone.Token);
        await gone.CancelAsync();
        await Task.WhenAny(tried);
        if (tried.IsCanceled) Assert.Equal(before, gateway.Runtime.Sandbox.Name);
    }
}
