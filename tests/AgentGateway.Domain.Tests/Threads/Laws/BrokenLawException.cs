namespace AgentGateway.Domain.Tests.Threads.Laws;

/// <summary>A law of threads does not hold; the message tells the commands and events that led there.</summary>
internal sealed class BrokenLawException(
    string law, IEnumerable<string> story) : Exception($"{law}\n{string.Join('\n', story)}");
