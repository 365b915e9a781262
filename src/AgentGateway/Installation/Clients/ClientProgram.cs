namespace AgentGateway.Installation.Clients;

/// <summary>A program that can use the MCP server.</summary>
/// <param name="Name">What <c>agw setup</c> calls it.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Programs">The commands that start it.</param>
/// <param name="Directory">Where it keeps its settings.</param>
internal sealed record ClientProgram(
    string Name, string Title, IReadOnlyList<string> Programs, string Directory, IReadOnlyList<ClientFile> Files);

/// <summary>A file of a client, and what agw changes in it.</summary>
internal sealed record ClientFile(string Path, IClientEdit Edit);
