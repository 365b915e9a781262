namespace AgentGateway.Gateways.Platforms;

/// <summary>A command of the gateway, as a platform offers it in its menu or as a slash command.</summary>
/// <param name="Name">The word without a slash: <c>approve</c>. Lower-case ASCII letters, at most 32.</param>
/// <param name="Summary">What it does, as one short sentence.</param>
/// <param name="Argument">What follows the word, such as <c>ID</c>; null where nothing does.</param>
public sealed record ChatCommandWord(string Name, string Summary, string? Argument);
