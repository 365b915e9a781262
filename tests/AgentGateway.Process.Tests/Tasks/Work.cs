using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Tasks;

/// <summary>What nearly every test of tasks says, as an MCP client says it.</summary>
internal static class Work
{
    /// <summary>Creates a task and returns its id.</summary>
    public static async Task<string> CreateTaskAsync(this McpClient client, object request) =>
        (await client.CallAsync("task_create", request))["task"]!["id"].String()!;

    public static async Task<JsonNode> TaskAsync(
        this McpClient client, string task) => (await client.CallAsync("task_get", new { task_id = task }))["task"]!;

    /// <summary>The task once it has ended or needs a person.</summary>
    public static async Task<JsonNode> StandsAsync(this McpClient client, string task)
    {
        var waited = await client.CallAsync("task_wait", new { task_id = task, timeout_seconds = 30 });
        Assert.True(waited["done"]!.GetValue<bool>(), waited.ToString());
        return waited["task"]!;
    }

    /// <summary>The task once it is as expected.</summary>
    public static async Task<JsonNode> BecomesAsync(this McpClient client, string task, string status)
    {
        JsonNode now = new JsonObject();
        await Eventually.TrueAsync(
            async () => (now = await client.TaskAsync(task))["status"].String() == status,
            $"the task is {status}, it is\n{now}");
        return now;
    }

    public static string? Status(this JsonNode task) => task["status"].String();

    /// <summary>How often something wrote a line to that file.</summary>
    public static int Lines(string file) => File.Exists(file) ? File.ReadAllLines(file).Length : 0;
}
