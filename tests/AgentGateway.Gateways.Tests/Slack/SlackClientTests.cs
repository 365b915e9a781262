using System.Diagnostics;
using System.Text.Json.Nodes;

namespace AgentGateway.Gateways.Tests.Slack;

/// <summary>
/// The server that stands in for Slack serves the platform's own client libraries, unmodified, so it speaks as they
/// expect. Skipped where they cannot be had.
/// </summary>
public sealed class SlackClientTests
{
    [Fact]
    public async Task The_platforms_own_libraries_work_with_the_server()
    {
        var folder = await InstallAsync();
        await using var server = await SlackServer.StartAsync();
        server.Methods.Name("U1", "Alice");
        using var client = Start(folder, server);
        try
        {
            Assert.True((bool)(await LineAsync(client))["connected"]!);
            var first = await server.Deliveries.NextSocketAsync();

            var said = await server.SaysAsync("U1", "C1", "post");
            await said.Acknowledged;
            Assert.Equal(("events_api", "post"), Shown(await LineAsync(client)));
            var sent = await server.NextSentAsync();
            Assert.Equal(said.Number, sent.Thread);
            Assert.Equal([("Approve", "card-1", null)], sent.Buttons);
            Assert.Equal("Run it now?", (await server.NextEditAsync()).Message);
            Assert.Equal("eyes", (await server.NextAsync("reactions.add")).Text("name"));
            await (await server.PressesAsync("U1", sent, "Approve")).Acknowledged;
            Assert.Equal(("interactive", "card-1"), Shown(await LineAsync(client)));
            await (await server.CommandsAsync("U1", "C1", "status")).Acknowledged;
            Assert.Equal(("slash_commands", "status"), Shown(await LineAsync(client)));

            await server.SaysAsync("U1", "C1", "who");
            Assert.Equal(("events_api", "who"), Shown(await LineAsync(client)));
            Assert.Equal(
                """{"name":"Alice","direct":"DU1","bot":"UBOT"}""", (await LineAsync(client)).ToJsonString());
            await server.SaysAsync("U1", "C1", "gone");
            Assert.Equal(("events_api", "gone"), Shown(await LineAsync(client)));
            Assert.Equal("channel_not_found", (string?)(await LineAsync(client))["error"]);
            await server.SaysAsync("U1", "C1", "file");
            Assert.Equal(("events_api", "file"), Shown(await LineAsync(client)));
            Assert.Equal("C1", (await server.NextFileAsync()).Channel);

            await first.SendAsync("""{"type":"disconnect","reason":"refresh_requested"}""");
            await server.Deliveries.NextSocketAsync();
            Assert.True((bool)(await LineAsync(client))["connected"]!);
            await (await server.SaysAsync("U1", "C1", "after")).Acknowledged;
        }
        finally
        {
            client.Kill(entireProcessTree: true);
            await client.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static (string?, string?) Shown(JsonObject line) => ((string?)line["type"], (string?)line["text"]);

    private static async Task<JsonObject> LineAsync(Process client) =>
        await client.StandardOutput.ReadLineAsync(Limits.Soon()) is { } line
            ? JsonNode.Parse(line)!.AsObject()
            : throw new InvalidOperationException("The client ended: " + await client.StandardError.ReadToEndAsync());

    private static Process Start(string folder, SlackServer server) => Process.Start(
        new ProcessStartInfo(
            "node", [Tool("slack", "client.cjs"), server.ApiBase, SlackServer.AppToken, SlackServer.BotToken])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["NODE_PATH"] = Path.Combine(folder, "node_modules") },
        })!;

    private static async Task<string> InstallAsync()
    {
        try
        {
            using var install = Process.Start(new ProcessStartInfo("sh", [Tool("npm-install"), "slack"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = install.StandardError.ReadToEndAsync();
            var folder = (await install.StandardOutput.ReadToEndAsync()).Trim();
            await install.WaitForExitAsync();
            if (install.ExitCode != 0 || folder.Length == 0)
                Assert.Skip($"Slack's libraries could not be installed: {(await errors).ReplaceLineEndings(" ")}");
            return folder;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            Assert.Skip($"Slack's libraries could not be installed: {exception.Message}");
            throw;
        }
    }

    private static string Tool(params string[] name) =>
        Path.Combine([Path.GetFullPath(Path.Combine(
            AppContext.BaseDirectory, "..", "..", "..", "..", "tools")), .. name]);
}
