namespace AgentGateway.Gateways.Platforms;

/// <summary>The bot as its platform knows it.</summary>
/// <param name="Id">Its stable id, which is <see cref="ChatAddress.Account"/>.</param>
/// <param name="Name">Its name as people mention it, without a sign before it.</param>
public sealed record ChatAccount(string Id, string Name);
