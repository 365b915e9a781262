using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Memory;

/// <summary>Recall by meaning with an embedder that speaks Ollama's protocol, over a kill and without it.</summary>
public sealed class MeaningAcrossKillsTests
{
    private const int Notes = 60;

    [Fact]
    public async Task Vectors_are_made_after_a_kill_and_recall_goes_on_when_the_embedder_is_gone()
    {
        using var folder = new TemporaryFolder(Agw.WorkingDirectory);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var embedder = new LoopbackHttp("application/json", body =>
        {
            asked.TrySetResult();
            return Embeddings(JsonNode.Parse(body!)!["input"]!.AsArray());
        });
        await using (var first = await Daemon.StartAsync(folder["data"]))
        {
            await using var client = await McpClient.ConnectAsync(first, ConnectionKind.HttpModern);
            await client.CallAsync("memory_remember", new { text = "My automobile is in the garage", subject = "garage" });
            for (var number = 0; number < Notes; number++)
                await client.CallAsync("memory_remember", new { text = $"Quokka{number} lives in burrow{number}" });
            await SetAsync(folder, "Url", embedder.Url);
            await SetAsync(folder, "Kind", "ollama");
            await SetAsync(folder, "Model", "stand-in");

            // The kill meets the filler at its work, or before it has begun, or a little after.
            await asked.Task.WaitAsync(Limits.Soon());
            await first.KillAsync();
        }

        await using var second = await Daemon.StartAsync(folder["data"]);
        await using var again = await McpClient.ConnectAsync(second, ConnectionKind.StdioOlder);
        await Eventually.TrueAsync(
            async () => (await RecallAsync(again, "car"))["hits"]!.AsArray().FirstOrDefault() is { } hit
                && hit["text"].String() == "My automobile is in the garage"
                && hit["why"].String()!.StartsWith("its meaning is near", StringComparison.Ordinal),
            "the note is found by its meaning");

        await embedder.DisposeAsync();
        var answer = await RecallAsync(again, "quokka7");
        Assert.StartsWith("Quokka7 ", answer["hits"]![0]!["text"].String(), StringComparison.Ordinal);
        Assert.Equal(
            "The embedder cannot be reached, or the connection broke off. Ranked by words alone.", answer["note"].String());
    }

    private static Task<ToolResult> RecallAsync(McpClient client, string query) =>
        client.CallAsync("memory_recall", new { query });

    private static async Task SetAsync(TemporaryFolder folder, string key, string value) =>
        (await Agw.RunAsync("config", "set", $"Embeddings:{key}", value, "--data", folder["data"])).Succeeded();

    /// <summary>One direction for cars, and one for all the rest.</summary>
    private static string Embeddings(JsonArray texts)
    {
        var vectors = texts.Select(text =>
            text.String()!.Contains("car", StringComparison.Ordinal)
            || text.String()!.Contains("automobile", StringComparison.Ordinal)
                ? new JsonArray(1, 0, 0.1)
                : new JsonArray(0, 1, 0.1));
        return new JsonObject { ["embeddings"] = new JsonArray([.. vectors]) }.ToJsonString();
    }
}
