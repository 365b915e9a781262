using Microsoft.Extensions.Logging;

namespace AgentGateway.Gateways.Delivery;

/// <summary>The clock and the log of delivery.</summary>
internal sealed record ChatClock(TimeProvider Time, ILogger<ChatClock> Log);
