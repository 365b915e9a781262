namespace AgentGateway.Gateways.Tests.Scenario;

/// <summary>A message of the bot, as the platform shows it to a person.</summary>
/// <param name="Id">The platform's id of the message.</param>
internal sealed record SeenMessage(string Person, string Id, string Text);
