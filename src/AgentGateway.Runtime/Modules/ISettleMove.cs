using AgentGateway.Runtime.Journal;

namespace AgentGateway.Runtime.Modules;

/// <summary>
/// Settles what ran in the place from which the journal was brought here, by a backup or with a copied directory. It is
/// called at the start, after loading and before streams are woken, and again where the start did not come that far.
/// </summary>
/// <seealso cref="IStore.WasMoved"/>
public interface ISettleMove
{
    Task SettleMoveAsync(CancellationToken cancellationToken);
}
