namespace CreditAI.FairnessWorker.Training;

/// <summary>How far a run is; written from any thread.</summary>
internal sealed class TrainingProgress
{
    private volatile string _step = "";
    private double _share;

    public string Step => _step;

    public double Share => Volatile.Read(ref _share);

    public void Begin(string step)
    {
        Volatile.Write(ref _share, 0);
        _step = step;
    }

    public void Report(double share) => Volatile.Write(ref _share, share);
}
