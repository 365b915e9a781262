using System.Text.Json.Nodes;
using AgentGateway.Domain.Clients;
using AgentGateway.Domain.Policy;
using AgentGateway.Mcp.Protocol;
using AgentGateway.Mcp.Tests.Approvals;

namespace AgentGateway.Mcp.Tests.Protocol;

/// <summary>The name that a client gives itself, in both eras and over both transports.</summary>
public sealed class ClaimedNameTests
{
    private const string Claude = "client:claude-code";

    [Fact]
    public async Task A_local_client_of_an_earlier_revision_is_known_by_the_name_in_initialize()
    {
        await using var gateway = await OpenAsync();
        var directory = Directory.CreateDirectory(Path.Combine(gateway.Host.Gateway.Folder, "project")).FullName;
        await using var client = await LineProbe.ConnectInAsync(gateway.Host, new ConnectionRequest(directory));
        await client.AskLegacyAsync("initialize", Initialize("Claude Code"));

        await client.AskLegacyAsync("tools/call", await CallAsync(gateway));

        var approval = await gateway.PendingAsync();
        Assert.Equal((Claude, directory), (approval.Agent, approval.ClientDirectory));
        Assert.Equal([(new ClientIdentity("claude-code", directory), 1)], gateway.Host.FrontEnd.Clients.List());
    }

    [Fact]
    public async Task A_local_client_is_known_by_the_name_in_its_requests()
    {
        await using var gateway = await OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);

        await client.AskAsync("tools/call", Named(await CallAsync(gateway), "claude-code"));

        Assert.Equal(Claude, (await gateway.PendingAsync()).Agent);
    }

    [Fact]
    public async Task An_http_client_of_an_earlier_revision_is_known_by_the_name_in_initialize()
    {
        await using var gateway = await OpenAsync();
        using var http = new HttpProbe(gateway.Host.Url);
        var session = await http.BeginSessionAsync();

        using var answer = await http.SessionAsync(session, Messages.Legacy(7, "tools/call", await CallAsync(gateway)));
        await using var events = await EventProbe.OfAsync(answer);
        await events.MessageAsync();

        Assert.Equal("client:test", (await gateway.PendingAsync()).Agent);
        Assert.Equal([(new ClientIdentity("test"), 1)], gateway.Host.FrontEnd.Clients.List());
        using var ended = await http.DeleteAsync(session);
        Assert.Empty(gateway.Host.FrontEnd.Clients.List());
    }

    [Fact]
    public async Task An_http_client_is_known_by_the_name_in_its_requests()
    {
        await using var gateway = await OpenAsync();
        using var http = new HttpProbe(gateway.Host.Url);

        using var answer = await http.ModernAsync(
            Messages.Modern(1, "tools/call", Named(await CallAsync(gateway), "claude-code")));

        Assert.Equal(Claude, (await gateway.PendingAsync()).Agent);
        Assert.Equal([(new ClientIdentity("claude-code"), 1)], gateway.Host.FrontEnd.Clients.List());
    }

    [Fact]
    public async Task No_argument_of_a_call_says_who_calls()
    {
        await using var gateway = await OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        await client.AskLegacyAsync("initialize", Initialize("codex-mcp-client"));
        var call = await CallAsync(gateway);
        call["arguments"]!["_meta"] = new JsonObject
        {
            ["io.modelcontextprotocol/clientInfo"] = new JsonObject { ["name"] = "claude-code" },
        };

        await client.AskLegacyAsync("tools/call", call);
        await client.AskLegacyAsync("tools/call", await CallAsync(gateway));

        Assert.Equal("client:codex", (await gateway.PendingAsync()).Agent);
    }

    [Theory]
    [InlineData("""{"name":7}""")]
    [InlineData("""{"name":""}""")]
    [InlineData("""{}""")]
    [InlineData("""["claude-code"]""")]
    [InlineData("\"claude-code\"")]
    public async Task A_client_that_gives_no_name_is_a_client(string said)
    {
        await using var gateway = await OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        var call = await CallAsync(gateway);
        call["_meta"] = new JsonObject { ["io.modelcontextprotocol/clientInfo"] = JsonNode.Parse(said) };

        await client.AskLegacyAsync("tools/call", call);

        Assert.Equal("client", (await gateway.PendingAsync()).Agent);
    }

    [Fact]
    public void A_client_without_a_session_counts_as_connected_for_a_while()
    {
        var time = new FakeClock();
        var clients = new ConnectedClients(time);
        for (var at = 0; at < 500; at++) clients.Seen(ClientName.Of($"client-{at}")!);
        Assert.Equal(100, clients.List().Count);
        time.Advance(ConnectedClients.SeenFor + TimeSpan.FromSeconds(1));
        Assert.Empty(clients.List());
    }

    [Fact]
    public void Connections_from_one_place_are_counted_together()
    {
        var clients = new ConnectedClients(TimeProvider.System);
        using var one = clients.Enter("/srv/project");
        using var two = clients.Enter("/srv/project");
        using var silent = clients.Enter("/srv/project");
        (one.Client, two.Client) = (ClientName.Of("codex"), ClientName.Of("codex"));
        Assert.Equal([(new ClientIdentity("codex", "/srv/project"), 2)], clients.List());
    }

    private static Task<GatewayWithApprovals> OpenAsync() => GatewayWithApprovals.OpenAsync(
        rules: PolicyRules.Shipped.With(
            [new("ask", PolicyDecision.Ask, PolicySource.Settings) { Tool = "thread_update", Agent = "client" }]));

    /// <summary>A call about which a person is asked.</summary>
    private static async Task<JsonObject> CallAsync(GatewayWithApprovals gateway) => Messages.Call(
        "thread_update", new() { ["thread_id"] = await gateway.ThreadAsync(), ["title"] = "New" });

    private static JsonObject Initialize(string name)
    {
        var parameters = Messages.Initialize("2025-11-25");
        parameters["clientInfo"]!["name"] = name;
        return parameters;
    }

    private static JsonObject Named(JsonObject parameters, string name)
    {
        parameters["_meta"] = new JsonObject
        {
            ["io.modelcontextprotocol/clientInfo"] = new JsonObject { ["name"] = name, ["version"] = "1" },
        };
        return parameters;
    }
}
