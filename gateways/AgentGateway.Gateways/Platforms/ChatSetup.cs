namespace AgentGateway.Gateways.Platforms;

/// <summary>What a person does to make a bot, in order, and the tokens that come of it.</summary>
/// <param name="Steps">What to open, click and copy, a sentence or a few for each; may contain a manifest.</param>
/// <param name="DirectLink">
/// The link that opens a direct message with the bot, with a code where the platform carries one; null without such
/// links.
/// </param>
public sealed record ChatSetup(
    IReadOnlyList<string> Steps, IReadOnlyList<ChatToken> Tokens, Func<ChatAccount, string?, string?> DirectLink);

/// <summary>A token that a platform gives out.</summary>
/// <param name="Setting">Its key in the platform's section: <c>BotToken</c>.</param>
/// <param name="Variable">The environment variable that stands in for it, which is also its name as a secret.</param>
/// <param name="Prompt">What it is and how it begins, for the person who pastes it.</param>
public sealed record ChatToken(string Setting, string Variable, string Prompt, bool IsOptional = false);
