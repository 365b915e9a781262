namespace AgentGateway.Runtime.Imports;

/// <summary>A file with a conversation, as the program keeps it.</summary>
/// <param name="Key">By which the conversation is known, wherever the file is moved to: the name of the file.</param>
internal sealed record ConversationFile(string Path, string Key, DateTimeOffset ChangedAt);
