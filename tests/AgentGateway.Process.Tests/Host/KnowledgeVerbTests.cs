using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Host;

/// <summary>Knowledge at the command line.</summary>
public sealed class KnowledgeVerbTests(DaemonFixture fixture)
{
    [Fact]
    public async Task What_a_person_puts_is_found_reviewed_and_asked_before_work()
    {
        var id = (await RunAsync(
            "put", "Polishing the astrolabe", "Use", "beeswax.", "--scope", "global", "--coverage-key", "polish/astrolabe"))
            .Succeeded().Trim();
        Assert.StartsWith("kno_", id);
        Assert.Contains("beeswax", (await RunAsync("search", "polished", "astrolabes")).Succeeded());
        Assert.Contains(id, (await RunAsync("list", "--scope", "global")).Succeeded());
        (await RunAsync("promote", id, "--trust", "approved")).Succeeded();
        var asked = (await RunAsync("preflight", "Polish the brass astrolabe", "--json")).Json();
        Assert.Equal("reuse", asked["decision"].String());
        Assert.Equal(id, asked["items"]![0]!["knowledge"]!["id"].String());
        Assert.Contains("reuse:", (await RunAsync("preflight", "Polish the brass astrolabe")).Succeeded());
        var task = (await RunTaskAsync("create", "Polish the brass astrolabe", "--command", "true")).Succeeded().Trim();
        (await RunTaskAsync("wait", task)).Succeeded();
        Assert.Contains($"reuse: {id} fits", (await RunTaskAsync("get", task)).Succeeded());
        (await RunAsync("promote", id, "--trust", "rejected")).Succeeded();
        (await RunAsync("promote", id)).RefusedWith("knowledge_not_current");
        (await RunAsync("promote", "kno_none")).RefusedWith("unknown_knowledge");
        Assert.Contains($"{id} is forgotten.", (await RunAsync("forget", id)).Succeeded());
        (await RunAsync("forget", id)).RefusedWith("unknown_knowledge");
    }

    private Task<Finished> RunTaskAsync(params string[] words) =>
        Agw.RunAsync(["task", .. words, "--data", fixture.Daemon.Data]);

    private Task<Finished> RunAsync(params string[] words) =>
        Agw.RunAsync(["knowledge", .. words, "--data", fixture.Daemon.Data]);
}
