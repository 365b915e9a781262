using AgentGateway.Domain.Ids;

namespace AgentGateway.Runtime.Sessions;

/// <summary>A terminal that an earlier daemon had, as it is found.</summary>
/// <param name="Shown">What it shows, with its scrollback, as bytes for an empty screen.</param>
/// <param name="Commands">What may have been typed in it for the queue.</param>
internal sealed record TakenOver(ReadOnlyMemory<byte> Shown, IReadOnlyDictionary<CommandId, string> Commands);
