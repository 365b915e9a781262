using System.Text.Json;

namespace AgentGateway.Runtime.ToolSearch;

/// <summary>What <c>tool_search</c> answers.</summary>
/// <param name="Tools">The best match first.</param>
/// <param name="Toolsets">All toolsets that can be enabled.</param>
public sealed record FoundTools(IReadOnlyList<FoundTool> Tools, IReadOnlyList<string> Toolsets);

/// <param name="Toolset">The group that lists it when enabled.</param>
/// <param name="Arguments">The JSON schema of its arguments.</param>
public sealed record FoundTool(string Name, string Description, string Toolset, JsonElement Arguments);

/// <summary>What <c>toolset_enable</c> answers.</summary>
/// <param name="Tools">The names of the tools that are listed now.</param>
public sealed record EnabledToolset(string Toolset, IReadOnlyList<string> Tools);
