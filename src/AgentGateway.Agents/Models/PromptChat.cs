using System.Text.Json;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Tools;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;
using ToolCall = AgentGateway.Domain.Threads.ToolCall;

namespace AgentGateway.Agents.Models;

/// <summary>
/// A prompt in the words of <see cref="IChatClient"/>, in the order and grouping that all providers accept.
/// </summary>
internal static class PromptChat
{
    /// <param name="thoughts">
    /// What a model thought before the calls of earlier steps of this turn, by the id of the first call. Some models
    /// want it back.
    /// </param>
    public static List<ChatMessage> Messages(
        Prompt prompt, IReadOnlyDictionary<string, IReadOnlyList<AIContent>> thoughts)
    {
        var messages = new List<ChatMessage> { new(ChatRole.System, System(prompt)) };
        foreach (var message in prompt.Messages)
        {
            var role = message.Role switch
            {
                MessageRole.Assistant => ChatRole.Assistant,
                MessageRole.Tool => ChatRole.Tool,
                _ => ChatRole.User,
            };

            // Chat templates of local models, and some providers, want roles to alternate and the results of a step to
            // stand together.
            if (messages[^1].Role == role && role != ChatRole.Assistant) Add(messages[^1].Contents, message, thoughts);
            else
            {
                var contents = new List<AIContent>();
                Add(contents, message, thoughts);
                messages.Add(new(role, contents));
            }
        }

        // What stands up to here is the beginning of the next step's prompt too, so providers that cache on demand are
        // told to.
        if (messages.Count > 1 && messages[^1].Contents is [.., var last]) last.WithCacheControl((Ttl?)null);
        return messages;
    }

    public static List<AITool> Tools(IReadOnlyList<ToolDeclaration> tools) =>
        [.. tools.Select(tool => AIFunctionFactory.CreateDeclaration(tool.Name, tool.Description, tool.InputSchema))];

    /// <summary>The arguments as the model gave them, or the nearest to it that its SDK kept.</summary>
    public static string Arguments(FunctionCallContent call) =>
        call.RawRepresentation is string raw ? (string.IsNullOrWhiteSpace(raw) ? "{}" : raw)
        : call.Arguments is { } arguments ? Write(arguments)
        : call.Exception is not null ? "" : "{}";

    /// <summary>The last section changes most often; what precedes it is marked as worth caching.</summary>
    private static List<AIContent> System(Prompt prompt)
    {
        var lasting = prompt.Sections.Count < 2 ? prompt.Sections : [.. prompt.Sections.SkipLast(1)];
        var text = string.Join("\n\n", lasting.Select(section => section.Text));
        var contents = new List<AIContent> { new TextContent(text).WithCacheControl((Ttl?)null) };
        if (prompt.Sections.Count >= 2) contents.Add(new TextContent(prompt.Sections[^1].Text));
        return contents;
    }

    private static void Add(
        IList<AIContent> contents,
        PromptMessage message,
        IReadOnlyDictionary<string, IReadOnlyList<AIContent>> thoughts)
    {
        if (message.Role is MessageRole.Tool)
        {
            contents.Add(
                new FunctionResultContent(message.ToolCallId!, message.Text.Length > 0 ? message.Text : "(nothing)"));
            return;
        }

        if (message.ToolCalls is [var first, ..] && thoughts.TryGetValue(first.Id, out var thought))
            foreach (var content in thought)
                contents.Add(content);
        if (!string.IsNullOrWhiteSpace(message.Text)) contents.Add(new TextContent(message.Text));
        foreach (var call in message.ToolCalls ?? [])
            contents.Add(new FunctionCallContent(call.Id, call.Tool, Read(call)));
    }

    private static Dictionary<string, object?> Read(ToolCall call)
    {
        try
        {
            using var document = JsonDocument.Parse(call.Arguments);
            if (document.RootElement.ValueKind is JsonValueKind.Object)
                return document.RootElement.EnumerateObject()
                    .GroupBy(
                        property => property.Name)
                            .ToDictionary(group => group.Key, group => (object?)group.Last().Value.Clone());
        }
        catch (JsonException)
        {
            // The model is shown what it wrote; providers accept an object only.
        }

        return new() { ["invalid_arguments"] = JsonElement.Parse(JsonEncode(call.Arguments)) };
    }

    private static string JsonEncode(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private static string Write(IDictionary<string, object?> arguments)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in arguments)
            {
                writer.WritePropertyName(name);
                if (value is JsonElement element) element.WriteTo(writer);
                else if (value is null) writer.WriteNullValue();
                else writer.WriteStringValue(value.ToString());
            }

            writer.WriteEndObject();
        }

        return global::System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
