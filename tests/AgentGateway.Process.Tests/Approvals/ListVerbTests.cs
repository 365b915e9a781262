using AgentGateway.Process.Tests.Host;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Approvals;

/// <summary>
/// <c>agw approvals</c> and <c>agw questions</c>: what waits for a person, and on request what does not any more.
/// </summary>
public sealed class ListVerbTests
{
    [Fact]
    public async Task What_waits_is_listed_and_the_rest_on_request()
    {
        using var folder = new TemporaryFolder();
        await using var daemon = await ApprovingDaemonFixture.StartAsync(folder);
        Assert.Equal("Nothing waits for a decision.\n", (await RunAsync("approvals")).Succeeded());
        Assert.Equal("Nothing waits for an answer.\n", (await RunAsync("questions")).Succeeded());
        Assert.StartsWith("There are no approvals. Calls that", (await RunAsync("approvals", "--all")).Succeeded());
        Assert.Equal(
            "There are no questions that are answered.\n",
            (await RunAsync("questions", "--state", "answered")).Succeeded());

        await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
        var first = await AsksAsync(client);
        var second = await AsksAsync(client);
        (await RunAsync("approve")).RefusedWith("several_pending");
        (await RunAsync("deny", first, "no")).Succeeded();

        Assert.Equal([second], Ids(await RunAsync("approvals", "--json")));
        Assert.StartsWith($"{second}  pending", (await RunAsync("approvals")).Succeeded());
        Assert.Equal([second, first], Ids(await RunAsync("approvals", "--all", "--json")));
        Assert.Equal([first], Ids(await RunAsync("approvals", "--state", "denied", "--json")));
        Assert.Contains("--all", (await RunAsync("approvals", "--all", "--limit", "1")).Error);
        Assert.NotEqual(0, (await RunAsync("approvals", "--all", "--state", "denied")).ExitCode);

        Assert.StartsWith($"{second} denied", (await RunAsync("deny", "not", "now")).Succeeded());
        (await RunAsync("approve")).RefusedWith("nothing_pending");

        Task<Finished> RunAsync(params string[] arguments) => Agw.RunAsync([.. arguments, "--data", daemon.Data]);
    }

    [Fact]
    public async Task The_only_one_is_shown_with_its_reason_and_directory_before_a_person_says_yes()
    {
        using var folder = new TemporaryFolder();
        await using var daemon = await ApprovingDaemonFixture.StartAsync(folder);
        await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
        var id = await AsksAsync(client);
        await using var person = await Person.StartAsync(120, 40, "approve", "--data", daemon.Data);

        await person.SeesAsync("Allow it? [y/N]");

        foreach (var part in new[] { id, "what    run_command: date", "why     ", "who     svarog", "where   /" })
            Assert.Contains(part, person.Screen, StringComparison.Ordinal);
        await person.TypeAsync("y\r");
        await person.SeesAsync($"{id} approved (once)");
        await person.LeavesAsync();
    }

    private static async Task<string> AsksAsync(McpClient client) =>
        Assert.Single(
            (await client.SendAsync(await client.NewThreadAsync(), "/run date")).List("waiting_for")).String()!;

    private static string[] Ids(Finished listed) =>
        [.. listed.Json()["approvals"]!.AsArray().Select(approval => approval!["id"].String()!)];
}
