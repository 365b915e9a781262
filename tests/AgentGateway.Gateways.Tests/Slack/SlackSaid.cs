namespace AgentGateway.Gateways.Tests.Slack;

/// <summary>What a person did, on its way to the app.</summary>
/// <param name="Number">The <c>ts</c> of the message, or the id of the command or the press.</param>
/// <param name="Acknowledged">Completes when the app has acknowledged all that it was told of it.</param>
internal sealed record SlackSaid(string Number, Task Acknowledged);
