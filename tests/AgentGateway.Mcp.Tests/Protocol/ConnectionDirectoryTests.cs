using System.Text.Json.Nodes;

namespace AgentGateway.Mcp.Tests.Protocol;

/// <summary>The directory in which a client of the bridge works.</summary>
public sealed class ConnectionDirectoryTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/etc")]
    [InlineData("/proc")]
    [InlineData("~")]
    public async Task A_client_in_a_directory_that_is_no_workspace_has_none_and_is_told_so(string directory)
    {
        directory = directory == "~" ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) : directory;
        await using var host = await McpHost.StartAsync();
        await using var client = await LineProbe.ConnectInAsync(host, new ConnectionRequest(directory));

        var instructions = (string?)(await client.InitializeAsync())["result"]!["instructions"];

        Assert.Contains($"{directory} cannot be a workspace", instructions, StringComparison.Ordinal);
        Assert.Contains("this connection has no workspace", instructions, StringComparison.Ordinal);
        Assert.Null(await WorkspaceAsync(client));
    }

    [Fact]
    public async Task A_client_in_another_directory_works_in_it_and_is_told_nothing()
    {
        await using var host = await McpHost.StartAsync();
        var directory = Directory.CreateDirectory(Path.Combine(host.Gateway.Folder, "project")).FullName;
        await using var client = await LineProbe.ConnectInAsync(host, new ConnectionRequest(directory));

        var instructions = (string?)(await client.InitializeAsync())["result"]!["instructions"];

        Assert.DoesNotContain("no workspace", instructions, StringComparison.Ordinal);
        Assert.Equal(directory, await WorkspaceAsync(client));
    }

    [Fact]
    public async Task A_link_to_a_directory_that_is_no_workspace_is_judged_where_it_leads()
    {
        await using var host = await McpHost.StartAsync();
        var link = Path.Combine(host.Gateway.Folder, "project");
        Directory.CreateSymbolicLink(link, "/etc");
        await using var client = await LineProbe.ConnectInAsync(host, new ConnectionRequest(link));

        await client.InitializeAsync();

        Assert.Null(await WorkspaceAsync(client));
    }

    /// <summary>The workspace of a thread that the client creates without naming one.</summary>
    private static async Task<string?> WorkspaceAsync(LineProbe client)
    {
        var created = await client.AskLegacyAsync(
            "tools/call", new() { ["name"] = "thread_create", ["arguments"] = new JsonObject() });
        var text = (string)created["result"]!["content"]![0]!["text"]!;
        return (string?)JsonNode.Parse(text)!["thread"]!["workspace"];
    }
}
