using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Support;

/// <summary>The few things that nearly every test says to the gateway.</summary>
internal static class Talk
{
    public static async Task<string> NewThreadAsync(
        this McpClient client, string? agent = null, string title = "A test", string? workspace = null) =>
        (await client.CallAsync(
            "thread_create",
            new { title, agent = agent ?? "svarog", workspace }))["thread"]!["id"]!.GetValue<string>();

    public static async Task<ToolResult> SendAsync(
        this McpClient client, string thread, string text, int wait = 25, string mode = "followup") =>
        await client.CallAsync("thread_send", new { thread_id = thread, text, wait_seconds = wait, mode });

    public static async Task<ToolResult> WaitAsync(this McpClient client, string turn, int wait = 25) =>
        await client.CallAsync("thread_wait", new { turn_id = turn, wait_seconds = wait });

    public static async Task<ToolResult> ReadAsync(this McpClient client, string thread, bool hidden = false) =>
        await client.CallAsync("thread_read", new { thread_id = thread, hidden, limit = 500 });

    /// <summary>The texts of those messages of a thread that this author wrote in this role.</summary>
    public static IEnumerable<string> Texts(this ToolResult read, string role, string author) =>
        read.List("messages")
            .Where(message =>
                message!["role"]!.GetValue<string>() == role && message["author"]!.GetValue<string>() == author)
            .Select(message => message!["text"]!.GetValue<string>());

    /// <summary>Agents that take part now.</summary>
    public static IEnumerable<string> Active(this JsonArray participants) =>
        participants.Where(
            participant => participant!["active"]!.GetValue<bool>())
                .Select(participant => participant!["agent"]!.GetValue<string>());

    public static string? String(this JsonNode? node) => node?.GetValue<string>();
}
