using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using ChatFinishReason = Microsoft.Extensions.AI.ChatFinishReason;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;
using OpenAIMessage = OpenAI.Chat.ChatMessage;

namespace AgentGateway.Agents.Providers;

/// <summary>
/// OpenAI's SDK as an <see cref="IChatClient"/>, because the adaptor that its vendor publishes cannot be had:
/// streaming text, tool calls and usage, over chat completions, which every compatible server speaks.
/// </summary>
/// <param name="legacyLimit">
/// Bounds the output by <c>max_tokens</c>, the older name, which some compatible servers alone understand.
/// </param>
internal sealed class OpenAIChatClient(OpenAIClient client, bool legacyLimit) : IChatClient
{
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in GetStreamingResponseAsync(messages, options, cancellationToken))
            updates.Add(update);
        return updates.ToChatResponse();
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options =
            null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var model = options?.ModelId ?? throw new ArgumentException("A model is needed.", nameof(options));
        var calls = new SortedDictionary<int, PendingCall>();
        var request = messages.SelectMany(Write).ToList();
        await foreach (var update in client.GetChatClient(model)
            .CompleteChatStreamingAsync(request, Write(options), cancellationToken))
        {
            var contents = new List<AIContent>();
            foreach (var part in update.ContentUpdate)
                if (!string.IsNullOrEmpty(part.Text))
                    contents.Add(new TextContent(part.Text));
            if (!string.IsNullOrEmpty(update.RefusalUpdate)) contents.Add(new TextContent(update.RefusalUpdate));
            foreach (var piece in update.ToolCallUpdates) Take(calls, piece);
            if (update.Usage is { } usage) contents.Add(new UsageContent(Read(usage)));
            yield return new(
                ChatRole.Assistant, contents) { ModelId = update.Model, FinishReason = Read(update.FinishReason) };
        }

        if (calls.Count > 0)
            yield return new(
                ChatRole.Assistant,
                [
                    .. calls.Values.Select(call => call.Finish()),
                ]) { FinishReason = ChatFinishReason.ToolCalls };
    }

    public object? GetService(
        Type serviceType, object? serviceKey = null) =>
            serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private static IEnumerable<OpenAIMessage> Write(ChatMessage message)
    {
        if (message.Role == ChatRole.Tool)
            return message.Contents.OfType<FunctionResultContent>()
                .Select(result => new ToolChatMessage(result.CallId, result.Result as string ?? ""));
        var text = string.Join("\n\n", message.Contents.OfType<TextContent>().Select(part => part.Text));
        if (message.Role == ChatRole.System) return [new SystemChatMessage(text)];
        if (message.Role == ChatRole.User) return [new UserChatMessage(text)];
        var calls = message.Contents.OfType<FunctionCallContent>()
            .Select(call =>
                ChatToolCall.CreateFunctionToolCall(call.CallId, call.Name, BinaryData.FromString(Arguments(call))))
                .ToList();
        if (calls.Count == 0) return [new AssistantChatMessage(text)];
        var assistant = new AssistantChatMessage(calls);
        if (text.Length > 0) assistant.Content.Add(ChatMessageContentPart.CreateTextPart(text));
        return [assistant];
    }

    private ChatCompletionOptions Write(ChatOptions options)
    {
        var written = new ChatCompletionOptions();
        if (legacyLimit && options.MaxOutputTokens is { } tokens)
// The SDK sends a property that it has no name for only in this way, which is still marked as experimental.
#pragma warning disable SCME0001
            written.Patch.Set("$.max_tokens"u8, tokens);
#pragma warning restore SCME0001
        else written.MaxOutputTokenCount = options.MaxOutputTokens;
        foreach (var tool in options.Tools?.OfType<AIFunctionDeclaration>() ?? [])
            written.Tools.Add(
                ChatTool.CreateFunctionTool(
                    tool.Name, tool.Description, BinaryData.FromString(tool.JsonSchema.GetRawText())));
        return written;
    }

    private static string Arguments(FunctionCallContent call)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in call.Arguments ?? new Dictionary<string, object?>())
            {
                writer.WritePropertyName(name);
                if (value is JsonElement element) element.WriteTo(writer);
                else writer.WriteStringValue(value?.ToString());
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Take(SortedDictionary<int, PendingCall> calls, StreamingChatToolCallUpdate piece)
    {
        if (!calls.TryGetValue(piece.Index, out var call)) calls[piece.Index] = call = new();
        if (!string.IsNullOrEmpty(piece.ToolCallId)) call.Id = piece.ToolCallId;
        if (!string.IsNullOrEmpty(piece.FunctionName)) call.Name = piece.FunctionName;
        if (piece.FunctionArgumentsUpdate is { } arguments)
            call.Arguments.Append(arguments.ToMemory().IsEmpty ? "" : arguments.ToString());
    }

    private static UsageDetails Read(ChatTokenUsage usage) => new()
    {
        InputTokenCount = usage.InputTokenCount,
        OutputTokenCount = usage.OutputTokenCount,
        TotalTokenCount = usage.TotalTokenCount,
        CachedInputTokenCount = usage.InputTokenDetails?.CachedTokenCount,
    };

    private static ChatFinishReason? Read(OpenAI.Chat.ChatFinishReason? reason) => reason switch
    {
        null => null,
        OpenAI.Chat.ChatFinishReason.Length => ChatFinishReason.Length,
        OpenAI.Chat.ChatFinishReason.ContentFilter => ChatFinishReason.ContentFilter,
        OpenAI.Chat.ChatFinishReason.ToolCalls or OpenAI.Chat.ChatFinishReason.FunctionCall =>
            ChatFinishReason.ToolCalls,
        _ => ChatFinishReason.Stop,
    };

    /// <summary>A call whose pieces still come in.</summary>
    private sealed class PendingCall
    {
        public string Id { get; set; } = "";

        public string Name { get; set; } = "";

        public StringBuilder Arguments { get; } = new();

        /// <summary>The raw text goes along: what is not JSON is for the caller to answer.</summary>
        public FunctionCallContent Finish() => new(Id, Name) { RawRepresentation = Arguments.ToString() };
    }
}
