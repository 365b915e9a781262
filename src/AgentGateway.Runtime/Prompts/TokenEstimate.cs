using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Prompts;

/// <summary>
/// How many tokens a text will roughly be: four characters of English to a token, two of other scripts. Every model
/// counts differently, and the daemon has none of their tables; decisions by the estimate leave room for the error.
/// </summary>
public static class TokenEstimate
{
    private const int MessageTokens = 6;

    public static int Of(string text)
    {
        var quarters = 0L;
        foreach (var c in text) quarters += c < 128 ? 1 : 2;
        return (int)((quarters + 3) / 4);
    }

    public static int Of(PromptMessage message) =>
        MessageTokens
            + Of(message.Text)
            + (message.ToolCalls?.Sum(call => MessageTokens + Of(call.Tool) + Of(call.Arguments)) ?? 0);

    public static int Of(ToolDeclaration tool) =>
        MessageTokens + Of(tool.Name) + Of(tool.Description) + Of(tool.InputSchema.GetRawText());

    public static int Of(
        IEnumerable<PromptSection> sections, IEnumerable<PromptMessage> messages, IEnumerable<ToolDeclaration> tools) =>
        sections.Sum(section => Of(section.Text)) + messages.Sum(Of) + tools.Sum(Of);
}
