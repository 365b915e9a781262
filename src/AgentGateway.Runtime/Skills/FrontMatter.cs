using System.Text.Json;

namespace AgentGateway.Runtime.Skills;

/// <summary>What stands above a skill's text, whole.</summary>
/// <param name="Values">An object, with everything that the author wrote.</param>
/// <param name="Lines">The line of each key, from 1.</param>
public sealed record FrontMatter(JsonElement Values, IReadOnlyDictionary<string, int> Lines);
