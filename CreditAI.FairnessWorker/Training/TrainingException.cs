namespace CreditAI.FairnessWorker.Training;

/// <summary>A run cannot be carried out as ordered; the message says why and what to do.</summary>
internal sealed class TrainingException(string message) : Exception(message);
