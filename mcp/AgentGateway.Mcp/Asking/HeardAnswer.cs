using AgentGateway.Domain;

namespace AgentGateway.Mcp.Asking;

/// <summary>What an answer in a dialogue came to.</summary>
/// <param name="IsDecided">It is decided, by this answer or by somebody else.</param>
/// <param name="Refused">
/// Why what the person said was not taken, where the person can say it better: the dialogue is shown again with this.
/// Null where nothing was said that counts, which is not asked again.
/// </param>
internal readonly record struct HeardAnswer(bool IsDecided, Rejection? Refused = null);
