namespace AgentGateway.Posix;

/// <summary>A program to start, in full: nothing is inherited, and nothing is searched for.</summary>
/// <param name="ProgramPath">The file to execute.</param>
/// <param name="Arguments">Including the program's own name, as <c>argv[0]</c>.</param>
/// <param name="Environment">The whole environment.</param>
/// <param name="Directory">Where it starts; null leaves the directory of this process.</param>
/// <param name="Files">Its open files, numbered from 0. It has no others.</param>
public sealed record ChildRequest(
    string ProgramPath,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    string? Directory,
    IReadOnlyList<ChildFile> Files);
